output "prod" { value = [for p in setproduct(toset(["a", "b"]), toset(["x", "y", "z"])) : join("", p)] }
output "objs" { value = [for p in toset([{ a = "k", b = 2 }, { a = "j", b = 1 }, { a = "z", b = 0 }]) : p.a] }
output "lists" { value = [for p in toset([["b", "a"], ["a"], ["a", "b"]]) : join("", p)] }
output "nulls" { value = [for p in toset(["a", null, "b"]) : p == null ? "N" : p] }
output "nums" { value = [for p in toset([10, 9, 1.5, -1]) : p] }
output "tup" { value = toset([["a", 1], ["a", 2], ["b", 1]]) }
output "ports" { value = [for r in toset([{ from = 80 }, { from = 443 }, { from = 8080 }, { from = 22 }]) : r.from] }
output "big" { value = [for r in toset([[123456789012], [123456789013], [1.5], [0.00001], [1e21]]) : r[0]] }
output "mixed" { value = [for r in toset([{ a = null, b = "x" }, { a = "", b = "y" }, { a = "a!", b = "z" }, { a = "a", b = "z" }, { a = "é", b = "z" }, { a = "\"q\"", b = "z" }, { a = "\n", b = "z" }]) : r.a] }
output "maps" { value = [for r in toset([tomap({ b = 1 }), tomap({ a = 1, c = 2 }), tomap({ a = 10 })]) : keys(r)] }
output "flags" { value = toset([{ f = true, n = 1 }, { f = false, n = 2 }]) }
output "nested" { value = toset([toset(["b", "a"]), toset(["a"]), toset([])]) }
output "joined" { value = join(" ", [for p in setproduct(["b", "a"], toset(["y", "x"])) : join("", p)]) }
output "union" { value = [for x in setunion([{ p = 9 }], [{ p = 10 }]) : x.p] }
output "minus" { value = [for x in setsubtract([{ p = 9 }, { p = 10 }, { p = 11 }], [{ p = 10 }]) : x.p] }
output "both" { value = [for x in setintersection([{ p = 9 }, { p = 10 }, { p = 11 }], [{ p = 10 }, { p = 9 }]) : x.p] }
output "equal" { value = toset([{ p = 9 }, { p = 10 }]) == toset([{ p = 10 }, { p = 9 }]) }
output "distinct" { value = distinct(tolist(toset([{ p = 9 }, { p = 10 }]))) }
output "json" { value = jsonencode(toset([{ p = 9 }, { p = 10 }])) }
