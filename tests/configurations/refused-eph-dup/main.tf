ephemeral "foo_bar" "x" {}
ephemeral "foo_bar" "x" {}
