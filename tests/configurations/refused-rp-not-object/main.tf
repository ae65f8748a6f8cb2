terraform {
  required_providers {
    aws = ["hashicorp/aws"]
  }
}
