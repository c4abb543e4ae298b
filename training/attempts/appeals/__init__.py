"""An officer says that an item of a certification run is wrong; somebody else answers, with a reason."""
