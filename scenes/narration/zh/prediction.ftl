prediction-vector = 最后的向量
prediction-rows = 每个词都有一行数
prediction-logit = logit
prediction-power = logit−最大值
prediction-shift = 都减去最大值，概率不变
prediction-share = 概率
prediction-sum = 全部 { $count } 个之和
prediction-squares = 一词一格，越醒目，数越大
prediction-some = 词表共 { $all } 个词，这里是最可能的 { $shown } 个
prediction-temperature-1 = T = ½：更尖锐
prediction-temperature-2 = T = 1：原样
prediction-temperature-3 = T = 2：更平缓
# first: one, if a single token reaches 90 %; many, otherwise: reach of them, the likeliest.
prediction-reach = { $first ->
    [one] 第一名就占 { $share }
   *[many] 前 { $reach } 名合占 { $share }
}

# token: the last token, quoted.
prediction-vector-line = 最后一个词元{ $token }走出最后一层，成了这行数。
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] 它去见每个词的那一行：相乘、相加，再加偏置，就是logit。
   *[none] 它去见每个词的那一行：相乘、相加，就是这个词的logit。
}
prediction-all-line = 词表里 { $count } 个词，个个都有了logit。
prediction-softmax-line = softmax：算出e的乘方，再除以全部 { $count } 个之和。
prediction-sampling-line = 想随机抽词，可以先把logit除以温度T。
# leads: alone, if one token is likelier than all others; tied, otherwise. answer: named.
prediction-takeaway = { $leads ->
    [tied] 有几个并列第一，各占 { $share }；{ $answer }是其中之一。
   *[alone] 整个词表里排第一的是{ $answer }：{ $share }。
}
