variable "n" {
  type = object({ a = string })
}
