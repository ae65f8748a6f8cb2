output "a" { value = [chunklist([1, 2, 3, 4, 5], 2), distinct(["a", "b", "a"]), flatten([[1, [2]], [], [[["x"]]]])] }
output "b" { value = [lookup({ a = 1 }, "b", 2), lookup({ a = 1 }, "a", 2), element(["a", "b", "c"], 4)] }
output "c" { value = [range(3), range(1, 4), range(1, 8, 2), range(4, 1), range(10, 5, -2), range(0.5, 2)] }
output "d" { value = [zipmap(["a", "b"], [1, "x"]), transpose({ a = ["1", "2"], b = ["2", "3"] })] }
output "e" { value = [slice(["a", "b", "c"], 1, 2), reverse([1, 2]), index(["a", "b"], "b"), sort(["B", "a", "C"])] }
output "f" { value = [keys({ b = 1, a = 2 }), values({ b = 1, a = 2 }), contains(["a"], "b"), length({ a = 1 }), length("aé😀")] }
output "g" { value = [compact(["a", "", null, "b"]), concat(["a"], [1], [null]), coalescelist([], [1]), coalesce("", "b"), coalesce(null, 1)] }
output "h" { value = [alltrue([]), anytrue([]), alltrue([true, "true"]), anytrue([false, "false"]), sum([1, 2.5])] }
output "i" { value = [setunion(["a"], ["b"]), setintersection(["a", "b"], ["b"]), setsubtract(["a", "b"], ["b"]), setunion([1], ["a"])] }
output "j" { value = matchkeys(["i-1", "i-2", "i-3"], ["us-west", "us-east", "us-east"], ["us-east"]) }
output "k" { value = [one([]), one([1]), one(toset(["x"]))] }
