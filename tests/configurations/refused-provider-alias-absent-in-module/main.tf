module "m" { source = "./m" }
provider "terraform" { alias = "x" }
