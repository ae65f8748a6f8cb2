locals {
  instance_type = "m6i.large"
  min_size      = 1
  hop_limit     = 1
}
