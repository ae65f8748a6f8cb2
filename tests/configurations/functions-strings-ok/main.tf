output "k" { value = [basename("/a/b.c"), dirname("/a/b.c"), pathexpand("/x"), basename("a/"), dirname("a"), basename(""), dirname("")] }
output "l" { value = [strcontains("", ""), trim("", "x"), title(""), join(",", []), indent(4, "")] }
output "m" { value = [lower("İ"), upper("ŉ"), title("élan vital"), strrev("e\u0301a")] }
