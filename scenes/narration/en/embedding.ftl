embedding-table = embedding table: { $rows } rows × { $width } numbers
embedding-name = embeddings
embedding-near = words with rows most like that of { $token }
embedding-note-cut = first { $shown } of { $all } numbers
embedding-note-cosine = cosine: 1 is the same direction

embedding-table-line = The model keeps a table: a row of numbers for every token.

# token, quoted, and its id.
embedding-pick-line = { $token } has the id { $id }, so it gets row { $id }.

# token, quoted: stands in the sentence more than once.
embedding-again-line = The others do the same. { $token } comes again: it gets the same row.

# kind: root, if the scale is the square root of the width.
embedding-scale-line = { $kind ->
    [root] This model multiplies every row by √{ $width }, that is { $scale }.
   *[other] This model multiplies every row by { $scale }.
}

# kind: near, if a word of the sentence has a neighbour worth naming: both quoted, and their cosine; one, for a
# sentence of one token. count: of tokens. width: numbers of a row.
embedding-takeaway = { $kind ->
    [near] Of all whole words, { $near } is nearest to { $token }: cosine { $cosine }.
    [one] One token, one row: { $width } numbers now stand for it.
   *[other] { $count } tokens, a row each: { $width } numbers now stand for every token.
}
