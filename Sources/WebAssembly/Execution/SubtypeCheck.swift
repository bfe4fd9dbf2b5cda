/// Whether a function's canonical type is below another one that it is not equal to.
@inline(never)
func isSubtype(_ type: UInt32, _ expected: UInt32) -> Bool {
  // Types below each other come with garbage collection.
  false
}
