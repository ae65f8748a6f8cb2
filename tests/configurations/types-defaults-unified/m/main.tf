variable "v0" {
  type = object({ a = map(string), b = optional(tuple([number, bool]), [-3.5, "true"]) })
}
output "v0" {
  value = var.v0
}
output "k" {
  value = try(keys(var.v0.a), "null")
}
