prediction-vector = last vector
prediction-rows = a row for every entry
prediction-logit = logit
prediction-power = logit − largest
prediction-shift = taking off the largest changes no probability
prediction-share = probability
prediction-sum = sum over all { $count }
prediction-grid-logits = logits
prediction-grid-shares = probabilities
prediction-squares = { $theme ->
    [light] one square per entry; the darker, the larger
   *[dark] one square per entry; the brighter, the larger
}
prediction-some = the { $shown } likeliest of { $all } vocabulary entries
prediction-temperature-1 = T = ½: sharper
prediction-temperature-2 = T = 1: as it is
prediction-temperature-3 = T = 2: flatter
# first: one, if a single token reaches 90 %; many, otherwise: reach of them, the likeliest.
prediction-reach = { $first ->
    [one] to reach nine tenths: one token ({ $share })
   *[many] to reach nine tenths: { $reach } tokens ({ $share })
}

# token: the last token, quoted.
prediction-vector-line = The last token, { $token }, leaves the last layer as this vector.
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] Multiply it by each entry’s row, add up, add a bias: a logit.
   *[none] Multiply it by each entry’s row, pair by pair; add up: a logit.
}
prediction-all-line = So all { $count } entries get a logit.
prediction-softmax-line = Softmax: take off the largest logit, raise e to the rest, divide by the sum.
prediction-sampling-line = To draw by chance, divide the logits by a temperature T first.
# leads: alone, if one token is likelier than all others; close, if the next (rival) shows the same percentage; tied,
# otherwise. answer, rival: named.
prediction-takeaway = { $leads ->
    [tied] Several lead together with { $share } each; one of them is { $answer }.
    [close] { $answer } is just ahead of { $rival }: both { $share } when rounded.
   *[alone] In the whole vocabulary { $answer } comes first, with { $share }.
}
