resource "terraform_data" "u" {}
locals {
  any = jsondecode(terraform_data.u.id)
}
output "products" {
  value = [
    can(setproduct([local.any, toset([1])], ["a", "b"])),
    can(setproduct([local.any, toset([1])], [])),
    can(setproduct([null, [1]], ["a", "b"])),
    can(setproduct([null, {}], toset(["a", "b"]))),
    length(setproduct([local.any, null], ["a", "b"])),
    length(setproduct([local.any, "a"], ["a", "b"])),
    setproduct([1, "x"], ["a"]),
  ]
}
