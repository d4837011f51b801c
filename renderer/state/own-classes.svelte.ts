/** The names of the classes where the labs use a data set of one's own; null where they use Fashion-MNIST. */
class OwnClasses {
  names = $state.raw<readonly string[] | null>(null);
}

export const ownClasses = new OwnClasses();
