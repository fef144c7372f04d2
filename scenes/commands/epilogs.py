"""What the help of the commands says at its end: longer things, and examples."""

PREDICTED = """\
One image is told at length, several in a table. Several digits in one image are read one by one,
row by row, and shown; digits that touch are cut apart, or said to be several. Frames, ruled lines
and blots are taken away, and that is said. Each digit is prepared as MNIST's were: cropped, scaled
to fit 20 × 20, centred by its centre of mass in 28 × 28; for a network of other pictures, as those
are filled, which its file says. Who reads it is the network handwriting, here and with --image: 200
hidden nodes, which learned each digit by a wider and a narrower pen and turned, too. --network
trained is the walk's.

What is meant is known by --labels, by a folder named by the digit (7/any.png), or by a name that
ends in a digit set apart (photo-7.png, not scan012.png). Of a network for other classes, by a
folder or a file that has the name of a class, a number aside (shirt/any.png, shirt-3.png, not
my-shirt.png). Only these are counted as right or wrong. --save-data adds them to a data set: four
in five to train on, one in five to test with.

An image that cannot be read is told on standard error; the others are read nevertheless, and the
exit status is 2.
"""

EXPLAINED = """\
FILE.json of --weights: "inputs" and "targets" (0 to 1), "input_hidden" (weights, a row for each
hidden node), "hidden_output" (a row for each output node), "learning_rate" (0.0001 to 1000); and,
as you like, "hidden_biases" and "output_biases" (one for each node), "train_biases" (false keeps
them as they are), "error_rule" ("recipe" or "gradient"), "layers" (the three sizes, to check).
Out comes every sum, sigmoid, error, share of the blame and change, the answer after the update, and
what nudging each weight says of the rule.
"""

LESSONS = """\
quarter-hour and three-quarters come along. n and p step through a lesson, whatever screen a step is
on; with --record, R adds the place you are at, with a sentence of yours. A FILE.toml:

  title = "What a turned digit does"

  [[step]]
  at = "output.answers"          # as --at has it; and so have all other options
  digit = 7
  network = "trained"
  change = "turn 30"
  say = "Is it still a 7 to her?"

  [[step]]
  at = "train"
  moment = 0                     # from so many digits, at once,
  until = 1000                   # on to so many, by itself

A step may also have an image, or open a file that y saved. Files lie beside the lesson.
"""

DATA = """\
DIR of --data holds MNIST's four files under any of their usual names, packed or not; or CSV files
with train and test in their names, a label and the pixels on each line; or an .npz with x_train,
y_train, x_test, y_test; or images in a folder for each class: photographs of digits and letters are
prepared as predict prepares them. Pictures may be up to 64 × 64, square or oblong, in 2 to 64
classes. A labels.txt beside the files, or --labels a,b,c, names the classes. A network's file keeps
the names and the size of the pictures that it was trained on.
"""

SERVED = """\
What stands in the address after a question mark opens that place, by the options above but those
that name a file: http://127.0.0.1:8000/?at=blame&digit=3&light

Visitors read and write no file here, and see nothing of each other. Nobody is asked for a password:
whom --host lets in, or a server in front of it, can open it.
"""

PRACTISED = """\
Without --out it runs in the terminal: 1–1–1, 2–2–2 and 3–3–3, each forward, error, blame, update,
and once round again. An answer is a number, rounded as you like, or arithmetic: 0.1*0.47*(1-0.25).

With --out, DIR gets student-01.txt (or .html) to fill in, student-01.json for the answers, and so
on for each student, and answer-key.txt (or .html) with all the working. No file is overwritten.
"""

GRADED = """\
In a file's "answers" stands null for what is missing, else a number or text with one: 0.53, "0,53",
"53%" or "0.1*0.47". A number that is right given an earlier wrong one counts as right.

A file that is not sound is told on standard error; the others are graded nevertheless, and the exit
status is 2.
"""
