locals { xs = ["a", "b"] }
output "a" { value = "x ${~ "y" ~} z" }
output "b" {
  value = <<-EOT
    begin
    %{for x in local.xs~}
    - ${x}
    %{endfor~}
    end
  EOT
}
output "c" {
  value = <<-EOT
    begin
    %{~for x in local.xs}
      - ${x}
    %{~endfor}
    end
  EOT
}
output "d" { value = "%{if true}yes%{else}no%{endif}|%{if false~}  a  %{~else~}  b  %{~endif}|" }
output "e" {
  value = <<EOT
  %{if length(local.xs) > 1}many%{endif}
    $${not} %%{not} $ % $x %x
EOT
}
output "f" { value = "%{for k, v in { b = 1, a = 2 }}${k}=${v};%{endfor}" }
output "g" { value = "${local.xs[0]}" }
output "h" { value = "${[1, 2]}" }
output "i" { value = "\u00e9\U0001F600\t\"\\ \n" }
output "j" {
  value = <<-EOT
      six
    four

        eight
     ${"interp\n  two"}
	tab
  EOT
}
output "k" {
  value = 1
}
