# How a sentence names a token. token: quoted.
# kind: break, space, byte (a part of a character), special (a mark of the model's own), text.
answer-named = { $kind ->
    [break] a line break ({ $token })
    [space] a blank space
    [byte] the byte { $token }
    [special] the special mark { $token }
   *[text] { $token }
}
# size: the share lies below a ten-thousandth (tt), a hundred-thousandth (ht), … a billionth (b).
answer-below = { $size ->
    [tt] less than one in ten thousand
    [ht] less than one in a hundred thousand
    [m] less than one in a million
    [tm] less than one in ten million
    [hm] less than one in a hundred million
   *[b] less than one in a billion
}
