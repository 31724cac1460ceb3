# The first and the last card of the film.

title-opening = 片头
title-credits = 片尾

# kind: next, if the model says what comes next; look, if it only reads.
opening-title = { $kind ->
    [look] 每个词在看哪里？
   *[next] 下一个词是什么？为什么？
}
opening-run = { $model } 的一次真实运行：{ $count } 个参数，每个数都是算出来的

credits-title = 片中每个数都是算出来的
credits-model = 模型：{ $model }，{ $family }
credits-size = { $count } 个参数，词表里有 { $pieces } 个词元
credits-hash = 权重的 SHA-256：{ $hash }……
credits-check = 想自己核对，就运行：
credits-command = python render.py check FILMDIR
