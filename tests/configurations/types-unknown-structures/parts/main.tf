variable "map_to_object" {
  type = object({ a = optional(list(any), ["a", "a"]) })
}
variable "set_in_tuple" {
  type = tuple([string, set(bool)])
}
variable "some_any" {
  type = list(object({ a = bool, b = optional(any, 1), c = optional(string) }))
}
variable "tuple_in_set" {
  type = set(any)
}
variable "filled" {
  type = object({ a = set(any), b = any, c = optional(map(any)) })
}
variable "absent" {
  type    = object({ a = optional(map(string)), b = object({ a = optional(string) }) })
  default = { b = {} }
}
variable "defaulted" {
  type    = object({ a = optional(any, { a = 1, b = ["x"] }), b = optional(list(string), ["two words"]), c = optional(list(string), ["a\"b"]) })
  default = { c = [] }
}
output "defaulted" {
  value = var.defaulted
}
output "all" {
  value = {
    map_to_object = var.map_to_object
    set_in_tuple  = var.set_in_tuple
    some_any      = var.some_any
    tuple_in_set  = var.tuple_in_set
    filled        = var.filled
    no_text       = var.absent.b.a
    no_map        = var.absent.a
  }
}
