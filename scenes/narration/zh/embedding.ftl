embedding-table = 嵌入表：{ $rows }行×{ $width }个数
embedding-name = 嵌入
embedding-near = 与{ $token }那一行最像的词
embedding-note-cut = { $all }个数中的前{ $shown }个
embedding-note-cosine = 余弦为1，就是方向相同

embedding-table-line = 模型有一张表：每个词元一行数。

# token, quoted, and its id.
embedding-pick-line = { $token }的编号是{ $id }，就取第{ $id }行。

# token, quoted: stands in the sentence more than once.
embedding-again-line = 别的词元也这样取。{ $token }再次出现，取的仍是同一行。

# kind: root, if the scale is the square root of the width.
embedding-scale-line = { $kind ->
    [root] 这个模型再把每一行乘以√{ $width }，也就是{ $scale }。
   *[other] 这个模型再把每一行乘以{ $scale }。
}

# kind: near, if a word of the sentence has a neighbour worth naming: both quoted, and their cosine; one, for a
# sentence of one token. count: of tokens. width: numbers of a row.
embedding-takeaway = { $kind ->
    [near] 所有完整的词里，离{ $token }最近的是{ $near }：余弦{ $cosine }。
    [one] 一个词元，一行：从此由{ $width }个数代表它。
   *[other] { $count }个词元各取一行：从此每个词元由{ $width }个数代表。
}
