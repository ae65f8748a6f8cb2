terraform {
  required_providers {
    aws = { source = null }
  }
}
