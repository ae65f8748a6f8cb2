terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
output "a" { value = formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z") }
output "b" { value = formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z") }
output "c" { value = formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00") }
output "d" { value = formatdate("h'h'mm AA aa H HH ss s M MM MMMM D Z ZZZZ ZZZZZ", "2018-01-02T03:04:05+05:30") }
output "e" { value = timeadd("2017-11-22T00:00:00Z", "10m") }
output "f" { value = timeadd("2017-11-22T00:00:00Z", "-1h30m15.5s") }
output "g" { value = timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00") }
output "h" { value = formatdate("YYYY-MM-DD'T'hh:mm:ssZ", timeadd("2020-02-28T23:00:00Z", "25h")) }
output "i" { value = formatdate("'a''b'", "2018-01-02T23:12:01Z") }
output "j" { value = provider::terraform::encode_expr({ a = [1, "x"], b = null }) }
output "k" { value = provider::terraform::encode_tfvars({ a = 1, b = { c = "d" } }) }
output "l" { value = provider::terraform::decode_tfvars("a = 1\nb = [true]\n") }
