f = "named"
g = "named"
