module "m" {

  source = "modules/vpc"
}
