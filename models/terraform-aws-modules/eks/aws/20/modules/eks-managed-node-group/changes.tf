locals {
  ami_type  = null
  min_size  = 0
  hop_limit = 2
}
