terraform {
  required_providers {
    dd = {
      source = "DataDog/datadog"
    }
  }
}
module "m" {
  source = "./m"
  providers = {
    datadog = dd
  }
}
