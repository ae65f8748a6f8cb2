output "a" { value = format("%s|%5.1f|%-4s|%+d", "x", 2.25, "ab", 3) }
output "b" { value = formatlist("%s:%s", ["a", "b"], "c") }
output "c" { value = title("hello-world foo_bar") }
output "d" { value = [substr("abcdef", -2, -1), substr("abc", 0, 0)] }
output "e" { value = split("/", "/a//b/") }
output "f" { value = regexall("([a-z])(\\d)?", "a1b") }
output "g" { value = try(regex("z", "a"), "no") }
output "h" { value = trim("xxabcxx", "x") }
output "i" { value = indent(4, "a\n\nb") }
output "j" { value = [urlencode("ä &=+"), base64encode("x"), md5("")] }
output "k" { value = formatdate("MMM DD, YYYY", "2024-02-29T00:00:00Z") }
output "l" { value = timeadd("2024-02-28T12:00:00+02:00", "24h") }
output "m" { value = cidrsubnets("fd00::/48", 16, 16) }
output "n" { value = cidrhost("10.0.0.0/24", 255) }
output "o" { value = [parseint("0b1" == "x" ? "1" : "11", 2), log(100, 10), pow(2, -1), ceil(1.00001), floor(-0.5), signum(0)] }
output "p" { value = jsondecode("[1, 1.0, 1e2, \"\\u00e9\", null]") }
output "q" { value = jsonencode({ "z" = 1, "a" = "<>&'\"", "f" = 1.50, "e" = 1e50 }) }
output "r" { value = yamldecode("- 1\n- a: b\n  c: [1,2]\n- |\n  multi\n  line\n- >-\n  folded\n  text\n- 'q'\n- 0x1f\n- 1_000\n- .5\n- null\n- ~\n- 2020-01-01\n- on\n") }
output "s" { value = csvdecode("a,b\n\"x\"\"y\",2\n") }
output "t" { value = provider::terraform::encode_expr("a\"${1}") }
terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
output "u" { value = sha256(jsonencode([1, "a"])) }
output "v" { value = strcontains("abc", "") }
output "w" { value = alltrue([for x in [1, 2] : x > 0]) }
output "x" { value = nonsensitive(sensitive("a")) }
output "y" { value = ["a", "b"][length(["a", "b"]) - 1] }
output "z" { value = { a = { b = [{ c = 1 }] } }.a.b[0].c }
