locals {
  ami_type  = "AL2023_x86_64_STANDARD"
  min_size  = 1
  hop_limit = 1
}
