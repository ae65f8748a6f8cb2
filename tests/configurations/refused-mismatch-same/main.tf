terraform {
  required_providers {
    datadog = {
      source = "DataDog/datadog"
    }
  }
}
module "m" {
  source = "./m"
  providers = {
    datadog = datadog
  }
}
