variable "n" {
  type    = number
  default = "12.50"
}
variable "s" {
  type    = string
  default = 1e3
}
variable "b" {
  type    = bool
  default = "true"
}
variable "l" {
  type    = list(string)
  default = [1, true, null, "x", 1.50]
}
variable "m" {
  type    = map(number)
  default = { a = "1", b = 2 }
}
variable "t" {
  type    = tuple([string, number, bool])
  default = [1, "2", "false"]
}
variable "st" {
  type    = set(string)
  default = ["b", "a", "b", 1]
}
variable "lo" {
  type    = list(object({ a = string }))
  default = [{ a = 1, b = 2 }, { a = true }]
}
variable "mo" {
  type    = map(object({ a = optional(list(string), ["z"]) }))
  default = { k = { a = [1] }, l = {} }
}
variable "sl" {
  type    = set(list(number))
  default = [["1"], [1], [2, 3]]
}
output "o" { value = [var.n, var.s, var.b, var.l, var.m, var.t, var.lo, var.mo] }
output "st" { value = var.st }
output "sl" { value = var.sl }
