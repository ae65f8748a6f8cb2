variable "b" {
  type    = list(tuple([any]))
  default = [["a"], [1]]
}
variable "d" {
  type    = map(object({ x = any }))
  default = { a = { x = 1 }, b = { x = "s" } }
}
variable "e" {
  type    = list(object({ x = any }))
  default = [{ x = 1 }, { x = "s" }]
}
variable "g" {
  type    = map(any)
  default = { a = 1, b = "s" }
}
variable "h" {
  type    = map(list(any))
  default = { a = [1], b = ["s"] }
}
variable "i" {
  type    = list(map(any))
  default = [{ a = 1 }, { b = "s" }]
}
variable "j" {
  type    = list(list(any))
  default = [[1], ["s"], []]
}
variable "k" {
  type    = map(object({ x = any }))
  default = { a = { x = 1 }, b = { x = null } }
}
variable "m" {
  type    = list(tuple([any]))
  default = [["a"], [null]]
}
variable "n" {
  type    = object({ p = map(object({ x = any })) })
  default = { p = { a = { x = 1 }, b = { x = "s" } } }
}
variable "o" {
  type    = map(any)
  default = { a = { x = 1 }, b = { x = "s" } }
}
variable "q" {
  type    = map(any)
  default = { a = { x = 1 }, b = { y = "s" } }
}
variable "r" {
  type    = map(any)
  default = { a = [1], b = ["s"] }
}
variable "s" {
  type    = list(any)
  default = [[1], ["s", 2]]
}
output "b" {
  value = var.b
}
output "d" {
  value = var.d
}
output "e" {
  value = var.e
}
output "g" {
  value = var.g
}
output "h" {
  value = var.h
}
output "i" {
  value = var.i
}
output "j" {
  value = var.j
}
output "k" {
  value = var.k
}
output "m" {
  value = var.m
}
output "n" {
  value = var.n
}
output "o" {
  value = var.o
}
output "q" {
  value = var.q
}
output "r" {
  value = var.r
}
output "s" {
  value = var.s
}
