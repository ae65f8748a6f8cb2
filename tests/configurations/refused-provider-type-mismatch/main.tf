terraform {
  required_providers {
    tf = { source = "terraform.io/builtin/terraform" }
  }
}
provider "tf" { alias = "x" }
module "m" {
  source = "./m"
  providers = { foo.y = tf.x }
}
