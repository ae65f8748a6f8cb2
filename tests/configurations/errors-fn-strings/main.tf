output "a" { value = [chomp("a\n\n"), indent(2, "a\nb"), join("-", ["a", 1]), lower("ÀB"), upper("éß"), title("hello wORLD-foo")] }
output "b" { value = [substr("hello", 1, 3), substr("hello", -3, -1), substr("é😀x", 1, 1), substr("abc", 1, 10), substr("a", 5, 1)] }
output "c" { value = [trim("?!hi?!", "!?"), trimprefix("hello", "he"), trimsuffix("hello", "lo"), trimspace(" \t a\n ")] }
output "d" { value = [split(",", "a,b,,c"), split("", "abc"), split(",", ""), strrev("é😀x"), startswith("ab", "a"), endswith("ab", "b"), strcontains("abc", "bc")] }
output "e" { value = [base64encode("é"), base64decode("w6k="), base64gzip("") != "", urlencode("a b/&é"), textencodebase64("é", "UTF-16LE"), textdecodebase64("6QA=", "UTF-16LE")] }
output "f" { value = [jsonencode({ b = 1, a = [null, true, "<&>\u2028"] }), jsondecode("{\"a\": 1.50, \"b\": [1, \"x\"], \"c\": null}"), jsonencode("é"), jsonencode(1.10), jsonencode(1e30)] }
output "g" { value = yamlencode({ a = [1, "x", { b = null }], c = "multi\nline", d = "true", e = "012", f = true, g = {}, h = [] }) }
output "h" { value = yamldecode("a: 1\nb: [x, yes, 0o14, ~]\nc: |\n  t\nd: 2001-01-01\ne: 1.0\n'f': !!str 3\n") }
output "i" { value = csvdecode("a,b\n1,\"x, y\"\n2,\n") }
output "j" { value = [md5("a"), sha1("a"), sha256("a"), base64sha256("a"), uuidv5("dns", "a.b"), uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "x")] }
output "k" { value = [sha512("a") != "", bcrypt("a") != "", crc32("x")] == [] }
