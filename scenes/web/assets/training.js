/* The hidden nodes' weights at the moments of a training that were kept. */
function makeMoments(figure) {
  const slider = $("input", figure), output = $("output", figure), canvas = $("canvas", figure), reading = $(".reading", figure);
  let asked = 0;
  /* The pictures tell sign (red or blue) and strength (opacity); the colours are the theme's. */
  function colour(name) {
    const found = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    return [1, 3, 5].map((at) => parseInt(found.slice(at, at + 2), 16));
  }
  async function show() {
    const moment = DATA.moments[slider.value], mine = ++asked;
    output.textContent = moment.told;
    reading.textContent = `${moment.right} of ${DATA.scored} read right`;
    canvas.setAttribute("aria-label", `The weights of ${DATA.shown} hidden nodes after ${moment.told}.`);
    const picture = new Image();
    picture.src = `data:image/png;base64,${moment.picture}`;
    await picture.decode();
    if (mine !== asked) return;
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(picture, 0, 0);
    const pixels = brush.getImageData(0, 0, canvas.width, canvas.height), { data } = pixels;
    const positive = colour("--positive"), negative = colour("--negative");
    for (let at = 0; at < data.length; at += 4) {
      const [r, g, b] = data[at] > data[at + 2] ? positive : negative;
      data[at] = r; data[at + 1] = g; data[at + 2] = b;
    }
    brush.putImageData(pixels, 0, 0);
    canvas.dataset.shown = slider.value;
  }
  slider.disabled = false;
  slider.addEventListener("input", show);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}
