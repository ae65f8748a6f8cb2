variable "number_of_text" {
  type    = number
  default = "12"
}
variable "text_of_flag" {
  type    = string
  default = true
}
variable "list_of_numbers" {
  type    = list(string)
  default = [1, 2, true]
}
variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "map_of_any" {
  type    = map(any)
  default = { a = 1, b = "x" }
}
variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}
variable "object" {
  type    = object({ a = string, b = optional(number), c = optional(list(string), ["d"]) })
  default = { a = 1, extra = "dropped" }
}
variable "objects" {
  type    = list(object({ n = string, p = optional(number, 80), t = optional(object({ k = optional(string, "v") }), {}) }))
  default = [{ n = "a" }, { n = "b", p = null, t = { k = null } }, { n = "c", p = 1, t = null }]
}
variable "map_of_objects" {
  type    = map(object({ on = optional(bool, true), tags = optional(map(string)) }))
  default = { x = {}, y = { on = false, tags = { a = 1 } } }
}
variable "any_list" {
  type    = list(any)
  default = [1, "a"]
}
variable "untyped" { default = [1, "a", { b = null }] }
variable "null_default" {
  type    = string
  default = null
}
variable "never_null" {
  type     = string
  default  = "d"
  nullable = false
}
variable "legacy" {
  type    = list
  default = []
}
output "o" {
  value = {
    number_of_text = var.number_of_text
    text_of_flag   = var.text_of_flag
    numbers        = var.list_of_numbers
    set            = var.set
    map_of_any     = var.map_of_any
    tuple          = var.tuple
    object         = var.object
    objects        = var.objects
    map_of_objects = var.map_of_objects
    any_list       = var.any_list
    untyped        = var.untyped
    null_default   = var.null_default
    is_null        = var.null_default == null
    never_null     = var.never_null
    legacy         = var.legacy
    sum            = var.number_of_text + 1
  }
}
output "object" { value = var.object }
output "set" { value = var.set }
output "objects" { value = var.objects }
