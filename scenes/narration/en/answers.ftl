# How a sentence names a token. token: quoted.
# kind: break, space, byte (a part of a character), special (a mark of the model's own), text.
answer-named = { $kind ->
    [break] a line break ({ $token })
    [space] a blank space
    [byte] the byte { $token }
    [special] the special mark { $token }
   *[text] { $token }
}
