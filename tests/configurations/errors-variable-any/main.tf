variable "maps" {
  type    = map(tuple([any, string]))
  default = { a = ["a", ""], k = [1, true] }
}
variable "sets" {
  type    = set(object({ x = any }))
  default = [{ x = 1 }, { x = "s" }]
}
