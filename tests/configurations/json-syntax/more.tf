locals { from_hcl = "h-${local.text}" }
