prediction-vector = 最后的向量
prediction-rows = 词表每一项都有一行数
prediction-logit = logit
prediction-power = logit−最大值
prediction-shift = 都减去最大值，概率不变
prediction-share = 概率
prediction-sum = 全部 { $count } 项之和
prediction-grid-logits = logit
prediction-grid-shares = 概率
prediction-squares = { $theme ->
    [light] 一格一项，越深数越大
   *[dark] 一格一项，越亮数越大
}
prediction-some = 词表共 { $all } 项，这里是最可能的 { $shown } 项
prediction-temperature-1 = T = ½：更尖锐
prediction-temperature-2 = T = 1：原样
prediction-temperature-3 = T = 2：更平缓
# first: one, if a single token reaches 90 %; many, otherwise: reach of them, the likeliest.
prediction-reach = { $first ->
    [one] 凑满九成只要一个词元（{ $share }）
   *[many] 凑满九成要 { $reach } 个词元（{ $share }）
}

# token: the last token, quoted.
prediction-vector-line = 经过最后一层，最后一个词元{ $token }变成这个向量。
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] 它与词表每一项的那一行逐项相乘再相加，加上偏置，就是logit。
   *[none] 它与词表每一项的那一行逐项相乘再相加，就得到logit。
}
prediction-all-line = 词表的 { $count } 项各得一个logit。
prediction-softmax-line = softmax：先减去最大的logit，再求e的幂，最后除以总和。
prediction-sampling-line = 若要随机抽取，先把logit除以温度T。
# leads: alone, if one token is likelier than all others; close, if the next (rival) shows the same percentage; tied,
# otherwise. answer, rival: named.
prediction-takeaway = { $leads ->
    [tied] 有几个并列第一，各占 { $share }；{ $answer }是其中之一。
    [close] { $answer }略高于{ $rival }：四舍五入都是{ $share }。
   *[alone] 整个词表里排第一的是{ $answer }：{ $share }。
}
