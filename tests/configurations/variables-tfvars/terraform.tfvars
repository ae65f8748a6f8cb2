a = "tfvars"
b = "tfvars"
c = "tfvars"
d = "tfvars"
e = "tfvars"
f = ["1", 2]
g = { x = 1 }
h = {
  "k-1" : "v"
  l = [1, "x", null]
}
