module "m" {
  source = "./m"
  providers = { aws = aws.x }
}
provider "aws" { alias = "x" }
