# Titles of the chapters. The attribute .answered names the model's answer, a quoted word.
title-question = Why this word?
    .answered = Why { $answer }?
title-vectors = A word is a list of numbers
title-dot-product = Measuring a match
title-softmax = Scores become shares
title-tokens = Cut into tokens
title-embedding = Look up each token
title-positions = Where each word stands
title-qkv = Three roles: query, key, value
title-scores = Query meets keys
title-scaling = Why divide by √dₖ?
title-mask = No peeking ahead
title-weights = Attention weights
title-weighted-sum = Mixing the values
title-heads = Many heads, many views
title-it = What does “it” mean?
title-residual-norm = Add, then normalise
title-feed-forward = Each token thinks alone
title-layers = And again
title-prediction = From vector to word
title-why = Cut the wire and see
    .answered = Why { $answer }? Cut the wire and see
title-architecture = The whole Transformer
title-cross-attention = The decoder looks back
title-comparison = RNN, CNN, attention
title-results = What it achieved
title-impact = What grew from it
title-search-engine = A soft search
title-recap = Four steps

# Why a film leaves a chapter out.
left-out-no-prediction = This model does not predict the next word.
