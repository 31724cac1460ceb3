# 各章标题。.answered 里写出模型的答案（已带引号的词）。
title-question = 为什么是这个词？
    .answered = 为什么是{ $answer }？
title-vectors = 一个词，就是一串数字
title-dot-product = 有多般配，算一算
title-softmax = 从得分到份额
title-tokens = 切成词元
title-embedding = 给每个词元查表
title-positions = 每个词站在哪里
title-qkv = 三种角色：查询、键、值
title-scores = 查询遇上键
title-scaling = 为什么要除以√dₖ？
title-mask = 不许偷看后文
title-weights = 注意力权重
title-weighted-sum = 把值混合起来
title-heads = 多个头，多种视角
title-it = “it”指的是谁？
title-residual-norm = 先相加，再归一化
title-feed-forward = 每个词元各自思考
title-layers = 再来一遍
title-prediction = 从向量回到词
title-why = 剪断连线，看看会怎样
    .answered = 为什么是{ $answer }？剪断连线看看
title-architecture = 完整的Transformer
title-cross-attention = 解码器回头看
title-comparison = RNN、CNN与注意力
title-results = 它取得了什么成绩
title-impact = 它带来了什么
title-search-engine = 一次“软”搜索
title-recap = 四步走完

# 影片为什么略去某一章。
left-out-no-prediction = 这个模型不预测下一个词。
