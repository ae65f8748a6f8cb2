# c
a = null
