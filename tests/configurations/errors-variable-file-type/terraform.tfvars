# a list
n = ["a"]
