terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
resource "terraform_data" "x" {
  input = { a = 1, b = "x", c = ["y"] }
}
variable "s" {
  default   = "secret"
  sensitive = true
}
locals {
  id   = terraform_data.x.id
  out  = jsondecode(terraform_data.x.id)
  tdo  = terraform_data.x.output
  maybe = tostring(jsondecode(terraform_data.x.id))
  pre  = "pre-${terraform_data.x.id}"
  flag = terraform_data.x.id == "x"
  num  = tonumber(terraform_data.x.id)
  len  = length(split(",", terraform_data.x.id))
  list = split(",", terraform_data.x.id)
  set  = toset(split(",", terraform_data.x.id))
  map  = zipmap(split(",", terraform_data.x.id), split(",", terraform_data.x.id))
  obj  = terraform_data.x.id == "x" ? { a = 1, b = "x" } : { a = 2, b = "x" }
  sid  = sensitive(terraform_data.x.id)
  klist = ["a", terraform_data.x.id, "c"]
  tlist = tolist(["a", terraform_data.x.id, "c"])
  tset  = toset(["a", terraform_data.x.id])
  kmap  = { a = terraform_data.x.id, b = "b" }
  tmap  = tomap({ a = terraform_data.x.id, b = "b" })
  nstr  = tostring(null)
  nlist = tolist(null)
  ndyn  = null
}
resource "terraform_data" "t" { input = [1, "b"] }
resource "terraform_data" "ts" { input = ["a", "b"] }
resource "terraform_data" "os" { input = { a = "x", b = "y" } }
locals {
  tup  = terraform_data.t.output
  tups = terraform_data.ts.output
  objs = terraform_data.os.output
  tpl  = "$${v}"
  tpls = { a = "$${v}" }
  tpl2 = "a $${v} b"
}
