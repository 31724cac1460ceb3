# The first and the last card of the film.

title-opening = Opening
title-credits = Credits

# kind: next, if the model says what comes next; look, if it only reads.
opening-title = { $kind ->
    [look] What does each word look at?
   *[next] What comes next, and why?
}
opening-run = One run of { $model }: { $count } parameters, every number computed

credits-title = Every number in this film was computed
credits-model = Model: { $model }, { $family }
credits-size = { $count } parameters, { $pieces } tokens in its vocabulary
credits-hash = SHA-256 of its weights: { $hash }…
credits-check = Check it yourself:
credits-command = python render.py check FILMDIR
