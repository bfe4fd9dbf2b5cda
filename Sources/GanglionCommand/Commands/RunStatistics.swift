import Ganglion

/// What `--stats` shows.
struct RunStatistics {
  private let start = HostProgram.now
  private var loadTime: UInt64 = 0
  private var runTime: UInt64 = 0
  private var moduleSize = 0
  private var fuel: UInt64 = 0
  private var memory: UInt64 = 0

  mutating func loaded(byteCount: Int) {
    loadTime = HostProgram.now - start
    moduleSize = byteCount
  }

  mutating func ran(_ status: ProcessExit) {
    runTime = HostProgram.now - start - loadTime
    fuel = status.fuelUsed
    memory = status.memoryByteCount
  }

  var text: String {
    var table = TextTable(.left, .right, .left)
    table.add("fuel", "\(fuel)", "operators, and the surcharge of bulk operators")
    table.add("load", DurationText.text(nanoseconds: loadTime), "a module of \(moduleSize) bytes")
    table.add("run", DurationText.text(nanoseconds: runTime), "wall time, waits included")
    table.add(
      "memory", ByteSize.text(memory), "linear memory at the most, \(memory >> 16) pages")
    table.add("resident", ByteSize.text(HostProgram.peakMemory), "of this process at the most")
    return table.lines().map { $0 + "\n" }.joined()
  }
}
