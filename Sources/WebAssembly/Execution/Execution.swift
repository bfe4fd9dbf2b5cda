/// A running call: its value stack and its state between stops.
package final class Execution {
  package func charge(byteCount: Int) {}
}
