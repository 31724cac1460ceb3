prediction-vector = last vector
prediction-rows = a row for every entry
prediction-logit = logit
prediction-power = logit − largest
prediction-share = probability
prediction-sum = sum over all { $count }
prediction-squares = a square for each of { $count } entries: brighter is larger
prediction-some = the { $shown } likeliest of { $all } vocabulary entries
prediction-temperature-1 = T = { $t }: sharper
prediction-temperature-2 = T = { $t }: as it is
prediction-temperature-3 = T = { $t }: flatter
# keeps: one, if a single token makes up 90 % or more; many, otherwise.
prediction-reach = { $keeps ->
    [one] 90% reached with { $reach } entry
   *[many] 90% reached with { $reach } entries
}

# token: the last token, quoted.
prediction-vector-line = The last token, { $token }, leaves the last layer as this vector.
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] Multiply with each entry’s row, add up, add a bias: that is its logit.
   *[none] Multiply with each entry’s row and add up: that is its logit.
}
prediction-all-line = So all { $count } entries of the vocabulary get a logit.
prediction-softmax-line = Softmax: e to the power of each, divided by the sum over all { $count }.
prediction-sampling-line = To draw by chance, divide the logits by a temperature T first.
# leads: alone, if one token is likelier than all others; tied, otherwise. answer: named.
prediction-takeaway = { $leads ->
    [tied] Several lead together with { $share } each; one of them is { $answer }.
   *[alone] Out of the whole vocabulary { $answer } comes first, with { $share }.
}
