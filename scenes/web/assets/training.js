/* The hidden nodes' weights at the moments of a training that were kept. */
function makeMoments(figure) {
  const slider = $("input", figure), output = $("output", figure), picture = $("img", figure);
  const moments = DATA.moments;
  const show = () => {
    const moment = moments[slider.value];
    picture.src = `data:image/png;base64,${moment.picture}`;
    picture.alt = `The weights of ${DATA.shown} hidden nodes after ${moment.told}.`;
    output.textContent = moment.told;
  };
  slider.disabled = false;
  slider.addEventListener("input", show);
  show();
}
