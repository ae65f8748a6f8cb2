output "a" { value = templatefile("${path.module}/a.tftpl", { xs = ["p", "q"], name = "n", m = { k = 1 } }) }
output "b" { value = templatestring(local.t, { x = 1, y = [1, 2] }) }
output "c" { value = templatefile("a.json.tftpl", { list = [1, "a"], u = null }) }
locals { t = "x=$${x} %%{for v in y}<$${v}>%%{endfor}" }
output "e" { value = file("${path.module}/raw.txt") }
output "f" { value = [filemd5("raw.txt"), filebase64("raw.txt"), fileexists("raw.txt"), fileexists("nope")] }
output "h" { value = fileset("sub", "*") }
output "i" { value = abspath("raw.txt") != "" }
