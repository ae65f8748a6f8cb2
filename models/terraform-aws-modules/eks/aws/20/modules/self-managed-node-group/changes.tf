locals {
  instance_type = "m6i.large"
  min_size      = 0
  hop_limit     = 2
}
