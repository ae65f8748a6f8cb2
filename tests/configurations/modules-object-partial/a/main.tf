variable "cfg" {
  type = object({
    name  = string
    port  = optional(number, 80)
    inner = optional(object({ size = number, unit = optional(string, "GB"), deep = optional(object({ z = optional(bool, true) }), {}) }), { size = 1 })
    list  = optional(list(object({ a = number, b = optional(string, "bee") })), [])
    tags  = optional(map(string), { k = "v" })
    nodef = optional(string)
    set   = optional(set(number), [3, 1, 2, 1])
    any   = optional(any, { w = [1, "a"] })
  })
}
output "o" { value = var.cfg }
