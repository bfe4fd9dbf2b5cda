/// Numbers in plain memory: to append one releases nothing that anybody else can see.
struct PlainNumbers {
  private var memory: UnsafeMutablePointer<UInt32>?
  private var count = 0
  private var capacity = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ number: UInt32) {
    if count == capacity {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: max(8, capacity * 2))
      if let memory { larger.initialize(from: memory, count: count) }
      memory?.deallocate()
      memory = larger
      capacity = max(8, capacity * 2)
    }
    if let memory { (memory + count).initialize(to: number) }
    count += 1
  }

  func forEach(_ body: (UInt32) -> Void) {
    for index in 0..<count { if let memory { body(memory[index]) } }
  }

  mutating func removeAll() {
    memory?.deallocate()
    self = PlainNumbers()
  }
}
